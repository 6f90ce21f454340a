// Everything of the sign-in form that is about STUN and TURN servers, in one file to fetch.
import './bw-ice-servers.ts';
import './bw-turn-service.ts';

// npm run bench -- registrations: what thousands of registered phones cost Kamailio. Needs what the lab needs.
export { measure } from './registrations/registrations.ts';

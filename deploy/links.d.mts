// Types of links.mjs for the tests.
import type { User } from './users.mjs';
import type { Values } from './values.mjs';
export function profileOf(user: User, given: Values): object;
export function linkOf(user: User, given: Values): string;

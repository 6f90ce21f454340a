// Types of users.mjs for the tests and the lab.
export interface User {
  readonly username: string;
  readonly password: string;
}
export function subscriberTable(users: readonly User[], domain: string): string;
export function writeUsers(job: { folder: string; users: readonly User[]; domain: string }): void;

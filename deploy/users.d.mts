// Types of users.mjs for the tests and the lab.
export interface User {
  readonly username: string;
  readonly password: string;
}
export function readUsers(text: string): User[];
export function subscriberTable(users: readonly User[], domain: string): string;
export function groupIdOf(name: string, groups: string): number;
export function writeUsers(job: {
  folder: string;
  users: readonly User[];
  domain: string;
  groupId?: number;
}): void;

// Files that the lab leaves on the machine while it is up. All of them are removed by the sweep.

/** Says who has the lab, for people. The lock itself is the kernel's: see guardian.ts. */
export const HOLDER_FILE = '/run/bothways-lab.json';

/** Wrappers and other files of the run. Not in /run or /tmp: those may be mounted noexec. */
export const RUN_FOLDER = '/var/cache/bothways-lab';

/** What `ip netns exec` mounts over /etc for a namespace. */
export const netnsEtc = (namespace: string): string => `/etc/netns/${namespace}`;

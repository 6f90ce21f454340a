// What makes a lockfile one that can be trusted: every package from a registry, by SHA-512, and none that wants to run on installing.

/**
 * What is wrong with a lockfile (version 3) and, where given, with the packages that npm says it installed by it
 * (`node_modules/.package-lock.json`); empty where nothing is.
 */
export function lockfileFaults(lock, installed) {
  const faults = [];
  if (lock.lockfileVersion !== 3) faults.push(`lockfile version ${lock.lockfileVersion}`);
  for (const [place, entry] of Object.entries(lock.packages ?? {})) {
    if (place === '') continue;
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/u.test(entry.integrity ?? '')) faults.push(`${place}: no SHA-512`);
    if (entry.link === true) faults.push(`${place}: a link`);
    if (entry.resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/u.test(entry.resolved))
      faults.push(`${place}: not from a registry`);
    if (entry.hasInstallScript === true && entry.optional !== true)
      faults.push(`${place}: an install script`);
  }
  for (const [place, entry] of Object.entries(installed?.packages ?? {}))
    if (entry.integrity !== lock.packages?.[place]?.integrity)
      faults.push(`${place}: another one is installed`);
  return faults;
}

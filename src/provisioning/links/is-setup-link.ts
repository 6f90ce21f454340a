// Whether an address holds a setup: all that the first load knows of links.

/** True for a fragment that `readSetupLink` reads, with or without `#`. */
export function isSetupLink(fragment: string): boolean {
  return /^#?(?:provision|sealed|setup)=/u.test(fragment);
}

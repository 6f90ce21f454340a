// What no test may ever see: a CSP violation, an error on the console, an uncaught exception, a request to a third party.
import type { BrowserContext, ConsoleMessage, Page } from '@playwright/test';

export interface Watch {
  /** Everything that went wrong so far, one readable line each. */
  readonly complaints: string[];
  /** Every line the console got, for tests that look for secrets in it. */
  readonly consoleLines: string[];
  /** Every URL that was asked for. */
  readonly urls: string[];
}

const OWN_SCHEMES = /^(?:blob|data|about|chrome-error):/u;

function reportViolations(): void {
  const scope = globalThis as unknown as { reportCspViolation(line: string): void };
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
    scope.reportCspViolation(`${effectiveDirective} ${blockedURI} at ${sourceFile}:${String(lineNumber)}`);
  });
}

function watchPage(page: Page, watch: Watch): void {
  page.on('console', (message: ConsoleMessage) => {
    watch.consoleLines.push(message.text());
    if (message.type() === 'error') watch.complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => watch.complaints.push(`uncaught: ${String(error.stack ?? error)}`));
}

/** Watches every page of a context from its beginning. */
export async function watchContext(context: BrowserContext, origin: string): Promise<Watch> {
  const watch: Watch = { complaints: [], consoleLines: [], urls: [] };
  await context.exposeBinding('reportCspViolation', (_source, line: string) => {
    watch.complaints.push(`CSP: ${line}`);
  });
  await context.addInitScript(reportViolations);
  context.on('page', (page) => watchPage(page, watch));
  context.on('request', (request) => {
    const url = request.url();
    watch.urls.push(url);
    if (!OWN_SCHEMES.test(url) && new URL(url).origin !== origin)
      watch.complaints.push(`third party: ${url}`);
  });
  return watch;
}

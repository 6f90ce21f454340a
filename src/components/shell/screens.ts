// Loads a screen when it is first needed, so that the sign-in paints without the rest.
import type { Phone } from '../../phone/phone.ts';

const LOADERS = {
  signIn: () => Promise.resolve(),
  phone: () => import('../dialer/bw-phone-screen.ts'),
  history: () => import('../history/bw-history-screen.ts'),
  network: () => import('../network/bw-network-screen.ts'),
  trace: () => import('../trace/bw-trace-screen.ts'),
  settings: () => import('../settings/bw-settings-screen.ts'),
  banners: () => import('./bw-banners.ts'),
  setup: () => import('./bw-setup-dialog.ts'),
} satisfies Record<string, () => Promise<unknown>>;

/** Resolves once the elements of a screen are defined; rejects where the network fails. */
export async function loadScreen(name: keyof typeof LOADERS): Promise<void> {
  await LOADERS[name]();
}

/** The screens a call needs at once, fetched as soon as somebody is signed in. */
export async function loadCallScreens(): Promise<void> {
  await Promise.all([
    import('../call/bw-incoming-call.ts'),
    import('../call/many/bw-waiting-call.ts'),
    import('./bw-call-bar.ts'),
    import('../call/bw-call-screen.ts'),
  ]);
}

let rehearsal: Promise<void> | undefined;

/** Draws them once, unseen, as soon as the browser has nothing else to do; the page's first call is quicker for it. */
export async function rehearseCall(phone: Phone): Promise<void> {
  const { rehearse } = await import('./rehearsal.ts');
  await (rehearsal ??= rehearse(phone));
}

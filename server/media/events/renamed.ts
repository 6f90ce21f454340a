// 620 and 621: the other side has another name from now on (RFC 3325 section 9.1, RFC 3311), as after every transfer by
// a server. 621 is another voice too. Owns the name.
import { toneBehaviour } from '../behaviours/steady.ts';
import type { EventScene, ServerEvent } from './event.ts';

const [NAME, NUMBER] = ['Carol Connected', '1999'];

function header({ style, domain }: EventScene): string {
  const { header: name, parameters } = style.naming;
  return `${name}: "${NAME}" <sip:${NUMBER}@${domain}>${parameters}`;
}

export const renamed: ServerEvent = (scene) => {
  const extraHeaders = [header(scene)];
  if (scene.style.naming.method === 'UPDATE') scene.session.sendRequest('UPDATE', { extraHeaders });
  else scene.session.renegotiate({ extraHeaders });
  return undefined;
};

export const movedOn: ServerEvent = (scene) => {
  scene.line.onPacket(() => undefined);
  scene.line.changeSource();
  renamed(scene);
  return toneBehaviour.start(scene.line, { dropAfterMs: 0, random: Math.random });
};

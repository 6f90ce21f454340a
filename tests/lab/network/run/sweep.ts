// Takes everything of a lab away: processes, namespaces with their cables and rules, files. One shell script for every way a
// lab may end: lowered, its owner killed, found dead at the next start, cleared by hand. It names only the lab's own namespaces,
// and only the guardian runs it, who has the lock.
import { NAMESPACES } from '../topology.ts';
import { HOLDER_FILE, RUN_FOLDER, netnsEtc } from './places.ts';

const names = NAMESPACES.join(' ');

/** `end SIGNAL`: signals every process in the lab's namespaces, with one look at /proc. */
const END_PROCESSES = `
end() {
  wanted=$(for n in ${names}; do [ -e /run/netns/$n ] && stat -Lc '%i' /run/netns/$n; done | tr '\\n' ' ')
  [ -n "$wanted" ] || return 0
  stat -Lc '%i %n' /proc/[0-9]*/ns/net 2>/dev/null |
    awk -v wanted="$wanted" 'BEGIN { split(wanted, w, " "); for (i in w) lab[w[i]] } $1 in lab { split($2, p, "/"); print p[3] }' |
    xargs -r kill -$1 2>/dev/null || true
}`;

/** The script; quiet, and content where there is nothing to take away.  */
export const SWEEP_SCRIPT = `${END_PROCESSES}
end KILL
sleep 0.02
end KILL
for n in ${names}; do [ -e /run/netns/$n ] && echo "netns del $n"; done | ip -force -batch - 2>/dev/null || true
rm -rf ${NAMESPACES.map(netnsEtc).join(' ')} ${RUN_FOLDER}
rmdir /etc/netns 2>/dev/null || true
rm -f ${HOLDER_FILE}
`;

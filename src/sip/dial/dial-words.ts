// Words that stand beside numbers: what announces an extension, what parts two numbers, what names the kind of a number, and the
// schemes of other programs.

/** Announce an extension, in the languages of business cards; compared in small letters. */
const EXTENSION_WORDS = new Set(
  `x ext extn exten extension xt int intern interno interna poste durchwahl dw nebenstelle nst klappe kl
  доб добавочный внутр вн внутренний wew wewn wewnętrzny tel.wew toestel tst anknytning ankn anknytn lokal lok lokalnr
  alanumero alanro ala ramal rml anexo anx klapka linka mellék mell dahili 内線 内线 分机 轉 转 轉接 转接 内 내선
  εσωτ εσωτερικό שלוחה تحويلة داخلی lẻ ต่อ prip pripojenie innval binneland interior int° estensione
  extensión extensao extensão ulaz vnitřní vietinis lisa app apparat kućni kucni option opción opcion opção press presione pulse
  marque drücken tapez`.split(/\s+/u),
);

/** Announce what a conference asks for, which may be as long as a number. */
const CODE_WORDS = new Set('pin pincode passcode passwort kenncode code código codice id'.split(' '));

/** May stand between such a word and its digits. */
const FILLERS = new Set(['no', 'nr', 'num', 'number', 'nummer', 'n', 'numéro', 'numero', 'номер']);

const BETWEEN = new Set(
  'or oder ou o u and und et e y i или и og och eller of en lub ve veya veja sau и/или'.split(' '),
);

/** Name the kind of number before a colon without a space behind it. */
const LABELS = new Set(
  `phone telephone telefon telefono telefone telefoon puhelin fon ph mobile mobil movil mobiel mob cell cellphone cellular
  handy gsm fax telefax office home work direct main desk business private privat portable portabel natel t m p f h w o c d tm
  call number nummer numero num no nr from to contact caller callback ruf rufnummer desktop voip extension ext line linie
  hotline support dial`.split(/\s+/u),
);

/** Never a label, whatever stands behind the colon. */
const FOREIGN = new Set(
  `http https ftp ftps sftp file data javascript blob about view-source facetime facetime-audio facetime-group xmpp im pres h323
  iax iax2 mms rtsp rtmp ws wss stun stuns turn turns ssh telnet ldap ldaps geo urn magnet msteams zoommtg zoomus skype intent
  market maps webcal news irc ircs git bitcoin ethereum lightning matrix mxc tg viber weixin whatsapp-call`.split(
    /\s+/u,
  ),
);

export const isExtensionWord = (word: string): boolean => EXTENSION_WORDS.has(word.toLowerCase());
export const isCodeWord = (word: string): boolean => CODE_WORDS.has(word.toLowerCase());
export const isFiller = (word: string): boolean => FILLERS.has(word.toLowerCase());
export const isBetween = (word: string): boolean => BETWEEN.has(word.toLowerCase());
export const isLabel = (word: string): boolean => LABELS.has(word.toLowerCase());
export const isForeignScheme = (word: string): boolean => FOREIGN.has(word.toLowerCase());

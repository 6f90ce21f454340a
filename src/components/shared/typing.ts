// Tells keys meant for the phone from keys meant for a field somebody is typing in.

const EDITABLE = 'input:not([type=range]), textarea, select, [contenteditable]';

/** The element that really has the focus, through every shadow root. */
export function deepActiveElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** True while a field has the focus, so that keys belong to it. */
export function isTyping(): boolean {
  return deepActiveElement()?.matches(EDITABLE) ?? false;
}

const DIALOG = 'dialog, [role=alertdialog]';

/** True for a plain key press while the focus is in no field and in no dialog. */
export function isTypingKey(event: KeyboardEvent): boolean {
  const plain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
  const inDialog = deepActiveElement()?.closest(DIALOG) ?? null;
  return plain && !event.isComposing && !isTyping() && inDialog === null;
}

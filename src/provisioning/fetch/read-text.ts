// The text of an answer over HTTP, as long as it is not longer than anything of use: what comes after that is not waited for.

/** Characters of JSON that a service may answer with. */
export const LONGEST_ANSWER = 131_072;

/** The body as text. Throws SyntaxError where it is longer than `LONGEST_ANSWER` bytes, as JSON that can't be read does. */
export async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length;
    if (bytes > LONGEST_ANSWER) {
      await reader.cancel();
      throw new SyntaxError('the answer is too long');
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

/** Whether a text, whatever its file is called, is JSON: Ansible tries that before YAML. */
export function looksLikeJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

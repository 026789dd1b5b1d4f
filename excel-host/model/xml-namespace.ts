/** The namespace of an XML document's root element. */

/** Namespace of the root element ("" when it has none); undefined when the text does not look like one XML document. */
export function namespaceOf(xml: string): string | undefined {
  const body = xml.replace(/^\uFEFF?\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--[\s\S]*?-->\s*)*/, "");
  const root =
    /^<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/.exec(
      body,
    );
  const name = root?.[1];
  if (!root || name === undefined) return undefined;
  if (root[3] !== "/" && !body.trimEnd().endsWith(`</${name}>`)) return undefined;
  const prefix = name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
  const attribute = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
  for (const [, key, double, single] of (root[2] ?? "").matchAll(
    /\s+([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    if (key === attribute) return double ?? single ?? "";
  }
  return prefix === "" ? "" : undefined;
}

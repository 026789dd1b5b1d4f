/** Just enough of an XML reader for the manifest: elements, attributes, text, comments. Refuses what it does not know. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decoded(text: string): string {
  return text.replace(/&([^;]*);/g, (whole, name: string) => {
    const character = entities.get(name);
    if (character === undefined) throw new Error(`Unknown entity ${whole}`);
    return character;
  });
}

/** The root element. */
export function parseXml(source: string): XmlElement {
  const body = source.replace(/^<\?xml[^?]*\?>/, "").replace(/<!--(?:(?!--)[^])*-->/g, "");
  const top: XmlElement = { name: "", attributes: new Map(), children: [], text: "" };
  const open = [top];
  const token = /<\/([\w:]+)>|<([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (token.lastIndex < body.length) {
    const place = token.lastIndex;
    const match = token.exec(body);
    const current = open.at(-1);
    if (match === null || current === undefined)
      throw new Error(`Not XML at ${body.slice(place, place + 60)}`);
    const [, closes, name, attributes = "", selfClosing, text] = match;
    if (closes !== undefined) {
      if (closes !== current.name) throw new Error(`</${closes}> closes <${current.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const element: XmlElement = {
        name,
        attributes: new Map(
          [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [
            key ?? "",
            decoded(value ?? ""),
          ]),
        ),
        children: [],
        text: "",
      };
      current.children.push(element);
      if (selfClosing === "") open.push(element);
    } else {
      current.text += decoded(text ?? "").trim();
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || root === undefined || top.children.length !== 1)
    throw new Error("Not one root element");
  return root;
}

/** All elements below `element`, itself first, in document order. */
export function all(element: XmlElement, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (name === undefined || next.name === name) found.push(next);
    waiting.push(...next.children.toReversed());
  }
  return found;
}

/** The only element of that name below `element`. */
export function only(element: XmlElement, name: string): XmlElement {
  const found = all(element, name);
  const [first] = found;
  if (first === undefined || found.length !== 1)
    throw new Error(`${found.length} elements <${name}>, not one`);
  return first;
}

/** An attribute that must be there. */
export function attribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined) throw new Error(`<${element.name}> has no ${name}`);
  return value;
}

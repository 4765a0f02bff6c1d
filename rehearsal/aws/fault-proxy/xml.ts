/** An element of one of EC2's answers; its attributes say nothing that matters. */
export interface Element {
  readonly name: string;
  readonly content: readonly Element[];
  /** As it is written: `&amp;` stays. */
  readonly text: string;
}

/** Reads an answer as moto writes it. */
export function readXml(xml: string): Element {
  const parts = /<(\/?)([\w:.-]+)[^>]*?(\/?)>|([^<]+)/g;
  const root = { name: "", content: [] as Element[], text: "" };
  const open = [root];
  for (const [, isEnd, name = "", isEmpty, text = ""] of xml.replace(/^<\?[^>]*>\s*/, "").matchAll(parts)) {
    const inner = open.at(-1) ?? root;
    if (isEnd === "/") open.pop();
    else if (name === "") inner.text += text;
    else {
      const element = { name, content: [], text: "" };
      inner.content.push(element);
      if (isEmpty !== "/") open.push(element);
    }
  }
  const [answer] = root.content;
  if (answer === undefined) throw new Error("moto answered what is no XML");
  return answer;
}

export function writeXml({ name, content, text }: Element): string {
  return `<${name}>${content.length > 0 ? content.map(writeXml).join("") : text}</${name}>`;
}

/** The first element of that name in it; undefined: there is none. */
export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.content.find((one) => one.name === name);
}

/** It, with another element in place of the one of that name, or besides where it has none. */
export function withChild(element: Element, child: Element): Element {
  const others = element.content.filter(({ name }) => name !== child.name);
  return { ...element, content: [...others, child] };
}

export function leaf(name: string, text: string): Element {
  return { name, content: [], text };
}

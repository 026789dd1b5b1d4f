/** Classes whose properties are only stored and given back: parts of charts and of conditional formats. */

import {
  Handle,
  type MethodSpec,
  type NavigationSpec,
  type PropertySpec,
  defineClass,
  method,
  nav,
  prop,
} from "../registry";

/** A part of an object: its properties live in the owner's map under a path. */
export interface Part {
  readonly properties: Map<string, unknown>;
  readonly path: string;
  /** Called after a property was set. */
  readonly changed: () => void;
}

export interface BagBody {
  /** "name:set" separated by blanks; a leading "!" makes a property read-only. */
  readonly scalars?: string;
  /** Values of properties that were never set; null otherwise. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Wire name → class and requirement set of a nested part. */
  readonly parts?: Readonly<Record<string, readonly [className: string, since: number]>>;
  readonly methods?: Readonly<Record<string, MethodSpec<Part>>>;
}

export const child = ({ properties, path, changed }: Part, name: string): Part => ({
  properties,
  path: path === "" ? name : `${path}.${name}`,
  changed,
});

export const read = ({ properties, path }: Part, name: string): unknown =>
  properties.get(path === "" ? name : `${path}.${name}`);

export function write({ properties, path, changed }: Part, name: string, value: unknown): void {
  properties.set(path === "" ? name : `${path}.${name}`, value);
  changed();
}

/** Removes all properties at and below a part. */
export function clearPart({ properties, path, changed }: Part): void {
  for (const key of [...properties.keys()])
    if (key === path || key.startsWith(`${path}.`)) properties.delete(key);
  changed();
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Property specs of stored scalars. */
export function scalarSpecs(
  scalars: string,
  defaults: Readonly<Record<string, unknown>> = {},
): Record<string, PropertySpec<Part>> {
  const props: Record<string, PropertySpec<Part>> = {};
  for (const item of scalars.split(" ").filter(Boolean)) {
    const readOnly = item.startsWith("!");
    const [name = "", since = "1"] = item.replace("!", "").split(":");
    props[upperFirst(name)] = prop<Part>(
      Number(since),
      (part) => read(part, name) ?? defaults[name] ?? null,
      readOnly
        ? undefined
        : (part, value) => {
            write(part, name, value);
          },
    );
  }
  return props;
}

/** Declares a class of stored properties. */
export function defineBag(className: string, since: number, body: BagBody): void {
  const navigation: Record<string, NavigationSpec<Part>> = {};
  for (const [name, [target, level]] of Object.entries(body.parts ?? {})) {
    navigation[name] = nav<Part>(level, (part) => new Handle(target, child(part, lowerFirst(name))));
  }
  defineClass<Part>(className, since, {
    props: scalarSpecs(body.scalars ?? "", body.defaults),
    nav: navigation,
    methods: body.methods ?? {},
  });
}

/** The method that takes a part's settings away. */
export const clearing = (since: number): MethodSpec<Part> =>
  method<Part>(since, (part) => {
    clearPart(part);
  });

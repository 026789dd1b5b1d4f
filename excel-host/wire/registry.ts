/** What a class of the object model is to the executor: its members by wire name, with the requirement set of each. */

import type { ExecutionContext } from "./executor";

/** An object of the model together with the class by which the wire knows it. */
export class Handle {
  constructor(
    readonly className: string,
    readonly target: unknown,
  ) {}
}

/** Requirement set of a member: the minor version of ExcelApi (9 stands for 1.9). */
export type Since = number;

export interface PropertySpec<T> {
  readonly since: Since;
  readonly get: (target: T, context: ExecutionContext) => unknown;
  readonly set?: (target: T, value: unknown, context: ExecutionContext) => void;
  /** Set from which the property can be written, when later than reading. */
  readonly setSince?: Since;
}

export interface NavigationSpec<T> {
  readonly since: Since;
  readonly get: (target: T, context: ExecutionContext) => Handle | null;
}

export interface MethodSpec<T> {
  readonly since: Since;
  readonly call: (target: T, args: readonly unknown[], context: ExecutionContext) => unknown;
}

export interface ClassSpec<T> {
  readonly name: string;
  readonly since: Since;
  /** Id of an object, sent as `Id` when it is instantiated. */
  readonly id?: (target: T) => string | number;
  /** Name under which the id travels. */
  readonly idKey?: "Id" | "_Id";
  readonly props: Readonly<Record<string, PropertySpec<T>>>;
  readonly nav: Readonly<Record<string, NavigationSpec<T>>>;
  readonly methods: Readonly<Record<string, MethodSpec<T>>>;
  /** Children of a collection. */
  readonly items?: (target: T, context: ExecutionContext) => Handle[];
  /** Looks a child up by the key of `getItem`; null becomes `ItemNotFound`. */
  readonly index?: (target: T, args: readonly unknown[], context: ExecutionContext) => Handle | null;
}

type ClassBody<T> = Partial<Omit<ClassSpec<T>, "name" | "since">>;

const classes = new Map<string, ClassSpec<unknown>>();

/** Adds a class to the registry. */
export function defineClass<T>(name: string, since: Since, body: ClassBody<T>): void {
  const spec: ClassSpec<T> = { props: {}, nav: {}, methods: {}, ...body, name, since };
  classes.set(name, spec as ClassSpec<unknown>);
}

/** The declared class of a name. */
export function findClass(name: string): ClassSpec<unknown> | undefined {
  return classes.get(name);
}

/** All declared classes. */
export function allClasses(): readonly ClassSpec<unknown>[] {
  return [...classes.values()];
}

/** A scalar property; without a setter it is read-only. */
export function prop<T>(
  since: Since,
  get: PropertySpec<T>["get"],
  set?: PropertySpec<T>["set"],
  setSince?: Since,
): PropertySpec<T> {
  return { since, get, ...(set ? { set } : {}), ...(setSince === undefined ? {} : { setSince }) };
}

/** A property that leads to another object. */
export function nav<T>(since: Since, get: NavigationSpec<T>["get"]): NavigationSpec<T> {
  return { since, get };
}

/** A method; returns a handle (an object), a scalar, or nothing. */
export function method<T>(since: Since, call: MethodSpec<T>["call"]): MethodSpec<T> {
  return { since, call };
}

/** Properties that are read from and written to fields of an object by the field's name. */
export function fields<T extends object>(
  since: Since,
  names: readonly (keyof T & string)[],
): Record<string, PropertySpec<T>> {
  const result: Record<string, PropertySpec<T>> = {};
  for (const name of names) {
    result[name.charAt(0).toUpperCase() + name.slice(1)] = prop<T>(
      since,
      (target) => target[name],
      (target, value) => {
        target[name] = value as T[keyof T & string];
      },
    );
  }
  return result;
}

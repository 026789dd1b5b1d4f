/** Executes one batch of Office.js: walks its object paths and actions over the registry of classes. */

import type { Host } from "../host";
import { HostError, fail } from "../model/errors";
import type { TrackedRange } from "../model/workbook";
import { type QueryInfo, type QueryTree, queryTree } from "./query";
import { type ClassSpec, Handle, findClass } from "./registry";

export interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  readonly ReferencedObjectPathIds?: readonly unknown[];
}

export interface WireAction {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: QueryInfo;
}

export interface WireObjectPath {
  readonly Id: number;
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
}

export interface WireRequest {
  readonly AutoKeepReference?: boolean;
  readonly Actions: readonly WireAction[];
  readonly ObjectPaths: Readonly<Record<string, WireObjectPath>>;
}

export interface WireResponse {
  Results?: { ActionId: number; Value: unknown }[];
  TraceIds?: number[];
  Error?: {
    Code: string;
    Message: string;
    Location: string;
    ActionIndex: number;
    HttpStatusCode: number;
  };
}

/** What members can use while a batch runs. */
export interface ExecutionContext {
  readonly host: Host;
  /** Makes a handle for a block of cells that follows inserted and deleted cells for as long as the batch runs. */
  readonly range: (target: TrackedRange) => Handle;
  /** Remembers work for the end of the batch. */
  readonly atEnd: (work: () => void) => void;
}

const PATH = { global: 1, newObject: 2, method: 3, property: 4, indexer: 5, reference: 6, null: 7 } as const;
const ACTION = { instantiate: 1, query: 2, method: 3, set: 4, trace: 5 } as const;

/** Runs a batch; the answer holds the results so far and the error of the first failing action. */
export function executeBatch(host: Host, request: WireRequest): WireResponse {
  return new Batch(host, request).run();
}

class Batch implements ExecutionContext {
  private readonly paths = new Map<number, Handle | null>();
  private readonly tracked: TrackedRange[] = [];
  private readonly endWork: (() => void)[] = [];
  private location = "";

  constructor(
    readonly host: Host,
    private readonly request: WireRequest,
  ) {}

  readonly range = (target: TrackedRange): Handle => {
    this.host.workbook.references.add(target);
    this.tracked.push(target);
    return new Handle("Range", target);
  };

  readonly atEnd = (work: () => void): void => {
    this.endWork.push(work);
  };

  run(): WireResponse {
    const response: WireResponse = { Results: [], TraceIds: [] };
    let index = 0;
    try {
      for (const action of this.request.Actions) {
        this.location = "";
        this.host.countAction(action);
        const Value = this.execute(action);
        response.Results?.push({ ActionId: action.Id, Value });
        if (action.ActionType === ACTION.trace) response.TraceIds?.push(action.Id);
        index++;
      }
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      response.Error = {
        Code: error.code,
        Message: error.message,
        Location: this.location,
        ActionIndex: index,
        HttpStatusCode: error.httpStatusCode,
      };
    } finally {
      for (const work of this.endWork) work();
      for (const target of this.tracked) {
        if (!this.host.isKept(target)) this.host.workbook.references.delete(target);
      }
    }
    return response;
  }

  private execute(action: WireAction): unknown {
    switch (action.ActionType) {
      case ACTION.instantiate:
        return this.instantiate(this.path(action.ObjectPathId));
      case ACTION.query: {
        const handle = this.path(action.ObjectPathId);
        return handle && this.query(handle, queryTree(action.QueryInfo), action.QueryInfo);
      }
      case ACTION.method:
        return this.invoke(action);
      case ACTION.set:
        return this.set(action);
      case ACTION.trace:
        return null;
      default:
        throw fail("NotImplemented", `Action type ${action.ActionType}`);
    }
  }

  private instantiate(handle: Handle | null): unknown {
    if (!handle) return null;
    const spec = this.specOf(handle);
    const value: Record<string, unknown> = {};
    if (spec.id) value[spec.idKey ?? "Id"] = spec.id(handle.target);
    const reference = this.host.referenceOf(handle);
    if (reference !== undefined) value._ReferenceId = reference;
    return value;
  }

  private invoke(action: WireAction): unknown {
    const handle = this.path(action.ObjectPathId);
    if (!handle) return null;
    if (action.Name === "_KeepReference") return { _ReferenceId: this.host.keep(handle) };
    const result = this.call(handle, action.Name, this.arguments(action.ArgumentInfo));
    if (result instanceof Handle) return this.instantiate(result);
    return result === undefined ? null : result;
  }

  private call(handle: Handle, name: string, args: readonly unknown[]): unknown {
    const spec = this.specOf(handle);
    this.at(spec, name);
    const member = spec.methods[name];
    if (!member) throw this.host.notImplemented(spec.name, name);
    this.host.gate(spec, name, member.since);
    return member.call(handle.target, args, this);
  }

  private set(action: WireAction): null {
    const handle = this.path(action.ObjectPathId);
    if (!handle) return null;
    const spec = this.specOf(handle);
    this.at(spec, action.Name);
    const member = spec.props[action.Name];
    if (!member) throw this.host.notImplemented(spec.name, action.Name);
    this.host.gate(spec, action.Name, Math.max(member.since, member.setSince ?? 0));
    if (!member.set) throw fail("InvalidOperation", `${spec.name}.${action.Name} is read-only.`);
    const [value] = this.arguments(action.ArgumentInfo);
    member.set(handle.target, value === undefined ? null : value, this);
    return null;
  }

  // --- object paths ------------------------------------------------------------------------------------------

  private path(id: number): Handle | null {
    const known = this.paths.get(id);
    if (known !== undefined) return known;
    const chain: WireObjectPath[] = [];
    for (let at: number | undefined = id; at !== undefined && !this.paths.has(at);) {
      const path: WireObjectPath | undefined = this.request.ObjectPaths[String(at)];
      if (!path) throw fail("InvalidReference", `Object path ${at} is not part of the batch.`);
      chain.push(path);
      const rooted: boolean = path.ObjectPathType === PATH.null || path.ObjectPathType === PATH.reference;
      at = rooted ? undefined : path.ParentObjectPathId;
    }
    for (const path of chain.reverse()) this.paths.set(path.Id, this.evaluate(path));
    return this.paths.get(id) ?? null;
  }

  private evaluate(path: WireObjectPath): Handle | null {
    if (path.ObjectPathType === PATH.null) return null;
    if (path.ObjectPathType === PATH.global) return new Handle("Workbook", this.host.workbook);
    if (path.ObjectPathType === PATH.newObject) {
      const name = path.Name.slice(path.Name.lastIndexOf(".") + 1);
      if (!findClass(name)) throw this.host.notImplemented(path.Name, "constructor");
      return new Handle(name, this.host);
    }
    if (path.ObjectPathType === PATH.reference) {
      const kept = this.host.kept(path.Name);
      if (!kept) throw fail("InvalidReference", "This reference is not valid for the current operation.");
      return kept;
    }
    const parent =
      path.ParentObjectPathId === undefined ? null : (this.paths.get(path.ParentObjectPathId) ?? null);
    if (!parent) return null;
    const spec = this.specOf(parent);
    if (path.ObjectPathType === PATH.property) {
      this.at(spec, path.Name);
      const member = spec.nav[path.Name];
      if (!member) throw this.host.notImplemented(spec.name, path.Name);
      this.host.gate(spec, path.Name, member.since);
      return member.get(parent.target, this);
    }
    if (path.ObjectPathType === PATH.indexer) {
      this.at(spec, "GetItem");
      if (!spec.index) throw this.host.notImplemented(spec.name, "getItem");
      const args = this.arguments(path.ArgumentInfo);
      const item = spec.index(parent.target, args, this);
      if (!item) throw fail("ItemNotFound", `There is no item "${String(args[0])}" in ${spec.name}.`);
      return item;
    }
    if (path.ObjectPathType === PATH.method) {
      const result = this.call(parent, path.Name, this.arguments(path.ArgumentInfo));
      return result instanceof Handle ? result : null;
    }
    throw fail("NotImplemented", `Object path type ${path.ObjectPathType}`);
  }

  private arguments(info: ArgumentInfo | undefined): readonly unknown[] {
    const list = info?.Arguments ?? [];
    const referenced = info?.ReferencedObjectPathIds;
    if (!referenced) return list;
    return list.map((argument, index) => this.argument(argument, referenced[index]));
  }

  private argument(argument: unknown, referenced: unknown): unknown {
    if (Array.isArray(referenced) && Array.isArray(argument)) {
      return argument.map((item, index) => this.argument(item, referenced[index]));
    }
    return typeof referenced === "number" && referenced !== 0 ? this.path(referenced) : argument;
  }

  // --- load --------------------------------------------------------------------------------------------------

  private query(handle: Handle, tree: QueryTree, info: QueryInfo | undefined): unknown {
    const spec = this.specOf(handle);
    const bag: Record<string, unknown> = {};
    if (spec.items) this.queryItems(handle, spec, tree, info, bag);
    else this.queryObject(handle, spec, tree, bag);
    return bag;
  }

  private queryObject(
    handle: Handle,
    spec: ClassSpec<unknown>,
    tree: QueryTree,
    bag: Record<string, unknown>,
  ): void {
    const names = namesOf(spec);
    const all = tree.size === 0 || tree.has("*");
    if (all) {
      for (const [name, member] of Object.entries(spec.props)) {
        if (member.since <= this.host.level) this.read(handle, spec, name, bag);
      }
    }
    for (const [asked, subtree] of tree) {
      if (asked === "*") continue;
      const name = names.get(asked);
      if (name === undefined) {
        this.at(spec, asked);
        throw this.host.notImplemented(spec.name, asked);
      }
      if (spec.props[name]) {
        this.read(handle, spec, name, bag);
        continue;
      }
      this.at(spec, name);
      const member = spec.nav[name];
      if (!member) continue;
      this.host.gate(spec, name, member.since);
      const child = member.get(handle.target, this);
      bag[name] = child && this.query(child, subtree, undefined);
    }
    if (spec.id) bag[spec.idKey ?? "Id"] = spec.id(handle.target);
  }

  private queryItems(
    handle: Handle,
    spec: ClassSpec<unknown>,
    tree: QueryTree,
    info: QueryInfo | undefined,
    bag: Record<string, unknown>,
  ): void {
    const own: QueryTree = new Map();
    const perItem: QueryTree = new Map();
    const names = namesOf(spec);
    for (const [asked, subtree] of tree) (names.has(asked) ? own : perItem).set(asked, subtree);
    if (own.size > 0) this.queryObject(handle, spec, own, bag);
    if (tree.size > 0 && perItem.size === 0) return;
    const items = spec.items?.(handle.target, this) ?? [];
    const skip = info?.Skip ?? 0;
    const top = info?.Top ?? items.length;
    bag._Items = items.slice(skip, skip + top).map((item) => this.query(item, perItem, undefined));
    bag.Count ??= items.length;
  }

  private read(handle: Handle, spec: ClassSpec<unknown>, name: string, bag: Record<string, unknown>): void {
    this.at(spec, name);
    const member = spec.props[name];
    if (!member) return;
    this.host.gate(spec, name, member.since);
    bag[name] = member.get(handle.target, this);
  }

  private specOf(handle: Handle): ClassSpec<unknown> {
    const spec = findClass(handle.className);
    if (!spec) throw this.host.notImplemented(handle.className, "class");
    return spec;
  }

  private at(spec: ClassSpec<unknown>, name: string): void {
    this.location = `${spec.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  }
}

const nameMaps = new WeakMap<ClassSpec<unknown>, Map<string, string>>();

function namesOf(spec: ClassSpec<unknown>): Map<string, string> {
  let names = nameMaps.get(spec);
  if (!names) {
    names = new Map();
    for (const name of [...Object.keys(spec.props), ...Object.keys(spec.nav)])
      names.set(name.toLowerCase(), name);
    nameMaps.set(spec, names);
  }
  return names;
}

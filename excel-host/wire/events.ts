/** Events to the add-in: who registered for what, and the messages that changes of the workbook become. */

import type { Host } from "../host";
import { cellCount, formatLocal } from "../model/address";
import { toPlain } from "../model/cell";
import type { Mutation } from "../model/workbook";
import { Handle } from "./registry";
import { valueType } from "./value-types";

/** One message to the library. */
export interface HostEvent {
  readonly messageCategory: number;
  readonly messageType: number;
  readonly targetId: string;
  readonly message: string;
  readonly id: number;
}

/** Category of object model events. */
const OBJECT_EVENT = 65_536;

/** Numbers of the events, by the name of their registration method and, where it matters, their class. */
export const EVENT_NUMBERS: Readonly<Record<string, number>> = {
  DataChanged: 10,
  Activated: 11,
  Deactivated: 12,
  Added: 13,
  SelectionChanged: 14,
  Deleted: 15,
  Calculated: 16,
  FormatChanged: 18,
  RowSorted: 19,
  ColumnSorted: 20,
  SingleClicked: 21,
  RowHiddenChanged: 22,
  FormulaChanged: 23,
  ProtectionChanged: 24,
  TableSelectionChanged: 100,
  TableDataChanged: 101,
  TableAdded: 102,
  TableDeleted: 103,
  WorkbookActivated: 2203,
  AutoSaveSettingChanged: 2200,
};

export class EventHub {
  enabled = true;
  private readonly registered = new Map<string, number>();
  private readonly listeners = new Set<(events: readonly HostEvent[]) => void>();
  private waiting: HostEvent[] = [];
  private delivery: Promise<void> | undefined;
  private nextId = 1;

  constructor(private readonly host: Host) {
    host.workbook.onMutation((mutation) => {
      this.translate(mutation);
    });
  }

  connect(listener: (events: readonly HostEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  register(number: number, targetId: string): void {
    const key = `${number}|${targetId}`;
    this.registered.set(key, (this.registered.get(key) ?? 0) + 1);
  }

  unregister(number: number, targetId: string): void {
    const key = `${number}|${targetId}`;
    const count = (this.registered.get(key) ?? 0) - 1;
    if (count > 0) this.registered.set(key, count);
    else this.registered.delete(key);
  }

  /** Number of registrations, all events together. */
  get registrations(): number {
    return this.registered.size;
  }

  /** Sends a message in a later task; messages of one task travel together. */
  send(event: Omit<HostEvent, "id">): void {
    this.waiting.push({ ...event, id: this.nextId++ });
    this.delivery ??= new Promise((resolve) => {
      setTimeout(() => {
        const events = this.waiting;
        this.waiting = [];
        this.delivery = undefined;
        for (const listener of [...this.listeners]) listener(events);
        resolve();
      }, 0);
    });
  }

  /** Resolves when nothing waits to be delivered. */
  async delivered(): Promise<void> {
    while (this.delivery) await this.delivery;
  }

  private emit(name: string, targetId: string, args: Record<string, unknown>): void {
    const messageType = EVENT_NUMBERS[name] ?? 0;
    if (!this.enabled || !this.registered.has(`${messageType}|${targetId}`)) return;
    this.send({ messageCategory: OBJECT_EVENT, messageType, targetId, message: JSON.stringify(args) });
  }

  private both(name: string, targetId: string, args: Record<string, unknown>): void {
    this.emit(name, targetId, args);
    this.emit(name, "Workbook", args);
  }

  private isWanted(name: string): boolean {
    const prefix = `${EVENT_NUMBERS[name] ?? 0}|`;
    for (const key of this.registered.keys()) if (key.startsWith(prefix)) return true;
    return false;
  }

  private translate(mutation: Mutation): void {
    if (this.registered.size === 0) return;
    switch (mutation.type) {
      case "cells":
        this.cellsChanged(mutation);
        break;
      case "format":
        this.both("FormatChanged", mutation.sheet.id, {
          worksheetId: mutation.sheet.id,
          address: formatLocal(mutation.rect),
          source: "Local",
        });
        break;
      case "selection":
        this.selectionChanged(mutation);
        break;
      case "activated":
        if (mutation.previous)
          this.both("Deactivated", mutation.previous.id, { worksheetId: mutation.previous.id });
        this.both("Activated", mutation.sheet.id, { worksheetId: mutation.sheet.id });
        break;
      case "sheet": {
        const args = { worksheetId: mutation.sheet.id, source: "Local" };
        if (mutation.what === "added") this.emit("Added", "Workbook", args);
        if (mutation.what === "deleted") this.emit("Deleted", "Workbook", args);
        if (mutation.what === "protection") {
          const isProtected = mutation.sheet.protection !== undefined;
          this.both("ProtectionChanged", mutation.sheet.id, { ...args, isProtected });
        }
        break;
      }
      case "table": {
        const { table } = mutation;
        const args = {
          tableId: table.id,
          tableName: table.name,
          worksheetId: table.sheet.id,
          source: "Local",
        };
        this.emit(mutation.what === "added" ? "TableAdded" : "TableDeleted", "Workbook", args);
        break;
      }
      case "calculated":
        for (const sheet of mutation.sheets) this.both("Calculated", sheet.id, { worksheetId: sheet.id });
        break;
      default:
        break;
    }
  }

  private cellsChanged(mutation: Extract<Mutation, { type: "cells" }>): void {
    const { sheet, rect } = mutation;
    if (!this.isWanted("DataChanged") && !this.isWanted("TableDataChanged")) return;
    const args: Record<string, unknown> = {
      changeType: mutation.changeType,
      source: "Local",
      triggerSource: "Unknown",
      worksheetId: sheet.id,
      address: formatLocal(rect),
      changeDirectionState: { insertShiftDirection: "None", deleteShiftDirection: "None" },
      shiftDirection: "None",
      referenceId: this.host.keepForEvent(new Handle("Range", { sheet, rect })),
    };
    if (cellCount(rect) === 1 && mutation.changeType === "RangeEdited") {
      const before = mutation.before ?? null;
      const after = sheet.valueAt(rect.top, rect.left);
      args.details = {
        valueBefore: toPlain(before),
        valueAfter: toPlain(after),
        valueTypeBefore: valueType(before),
        valueTypeAfter: valueType(after),
      };
      Object.assign(args, args.details);
    }
    this.both("DataChanged", sheet.id, args);
    for (const table of mutation.tables)
      this.both("TableDataChanged", table.id, { ...args, tableId: table.id });
  }

  private selectionChanged(mutation: Extract<Mutation, { type: "selection" }>): void {
    const { sheet, rect } = mutation;
    const args = { worksheetId: sheet.id, address: formatLocal(rect), workbookId: "Workbook" };
    this.both("SelectionChanged", sheet.id, args);
    for (const table of sheet.tables) {
      const inside =
        table.rect.top <= rect.top &&
        table.rect.bottom >= rect.top &&
        table.rect.left <= rect.left &&
        table.rect.right >= rect.left;
      this.emit("TableSelectionChanged", table.id, { ...args, tableId: table.id, isInsideTable: inside });
    }
  }
}

/** The general ledger of the simulation. A document is written whole and must balance to zero. */
import { NumberColumn, TextColumn } from "./columns";

export interface GeneralLine {
  account: string;
  /** Cents, debit positive. */
  amount: number;
  description?: string;
  balAccount?: string;
  dimensionSet?: number;
  jobNo?: string;
}

export interface GeneralDocument {
  date: number;
  documentType?: "" | "Invoice" | "Credit Memo" | "Payment";
  documentNo: string;
  externalDocumentNo?: string;
  description: string;
  sourceCode: string;
  orderNo?: string;
  systemCreated?: boolean;
  lines: readonly GeneralLine[];
}

export class GeneralLedger {
  readonly columns = {
    date: new NumberColumn(),
    documentType: new TextColumn(),
    documentNo: new TextColumn(),
    externalDocumentNo: new TextColumn(),
    account: new TextColumn(),
    description: new TextColumn(),
    amount: new NumberColumn(),
    balAccount: new TextColumn(),
    sourceCode: new TextColumn(),
    jobNo: new TextColumn(),
    orderNo: new TextColumn(),
    dimensionSet: new NumberColumn(),
    systemCreated: new NumberColumn(),
    register: new NumberColumn(),
  };
  readonly relations = {
    glEntry: new NumberColumn(),
    valueEntry: new NumberColumn(),
    register: new NumberColumn(),
  };
  readonly registers: { sourceCode: string; date: number; from: number; to: number }[] = [];

  get count(): number {
    return this.columns.account.length;
  }

  /** Opens the register that the following entries belong to. */
  openRegister(sourceCode: string, date: number): void {
    this.registers.push({ sourceCode, date, from: this.count + 1, to: this.count });
  }

  /** Posts one document in a register of its own. Returns the number of its first entry. */
  post(document: GeneralDocument): number {
    this.openRegister(document.sourceCode, document.date);
    const total = document.lines.reduce((sum, line) => sum + line.amount, 0);
    if (total !== 0) throw new Error(`G/L document ${document.documentNo} does not balance by ${total}.`);
    const first = this.count + 1;
    for (const line of document.lines) if (line.amount !== 0) this.add(document, line);
    return first;
  }

  /** Adds one entry to the open register. Returns its number. */
  add(document: Omit<GeneralDocument, "lines">, line: GeneralLine): number {
    const { columns } = this;
    columns.date.push(document.date);
    columns.documentType.push(document.documentType ?? "");
    columns.documentNo.push(document.documentNo);
    columns.externalDocumentNo.push(document.externalDocumentNo ?? "");
    columns.account.push(line.account);
    columns.description.push(line.description ?? document.description);
    columns.amount.push(line.amount);
    columns.balAccount.push(line.balAccount ?? "");
    columns.sourceCode.push(document.sourceCode);
    columns.jobNo.push(line.jobNo ?? "");
    columns.orderNo.push(document.orderNo ?? "");
    columns.dimensionSet.push(line.dimensionSet ?? 0);
    columns.systemCreated.push(document.systemCreated === true ? 1 : 0);
    columns.register.push(this.registers.length);
    const register = this.registers[this.registers.length - 1];
    if (register !== undefined) register.to = this.count;
    return this.count;
  }

  relate(glEntry: number, valueEntry: number): void {
    this.relations.glEntry.push(glEntry);
    this.relations.valueEntry.push(valueEntry);
    this.relations.register.push(this.registers.length);
  }
}

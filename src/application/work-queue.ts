/**
 * Work that changes the workbook, one piece after the other: two writes at once would take each other's sheets for
 * left-overs, and two postings would not see each other's log.
 */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Does work when everything before it has ended, well or not. Work must not wait for further work of the queue. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

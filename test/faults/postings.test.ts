/** @jest-environment ./excel-host/jest/environment.cjs */
import { everyFault } from "./matrix";
import { caseOf, must, open, type Shape, type World } from "./world";

const inventory = caseOf("post-inventory-cost", "docs-purchase-overhead-sale");
const firstPosting = caseOf("job-post-wip", "first posting");
const secondMonth = caseOf("job-post-wip", "the second month");
const proposals = caseOf("adjust-cost", "docs-average-cost-month");

interface Posting {
  readonly report: string;
  readonly case: typeof inventory;
  readonly shape?: Shape;
}

async function previewed({ report, case: { tables, parameters }, shape }: Posting): Promise<World> {
  const world = open(tables, shape);
  await must(world.tieout.run(report, parameters, { write: false }));
  return world;
}

async function applied(posting: Posting): Promise<World> {
  const world = await previewed(posting);
  await must(world.tieout.apply(posting.report));
  return world;
}

const postings: readonly (readonly [string, Posting])[] = [
  [
    "Post Inventory Cost to G/L, into tables that are empty",
    { report: "post-inventory-cost", case: inventory },
  ],
  ["Job Post WIP to G/L, into tables that are not there yet", { report: "job-post-wip", case: firstPosting }],
  [
    "Job Post WIP to G/L of a second month, on plain sheets",
    { report: "job-post-wip", case: secondMonth, shape: { asTables: false } },
  ],
  ["proposals of Adjust Cost", { report: "adjust-cost", case: proposals }],
];

describe.each(postings)("%s", (_, posting) => {
  everyFault({
    name: "apply",
    open: () => previewed(posting),
    act: ({ tieout }) => tieout.apply(posting.report),
  });

  everyFault({
    name: "undo",
    open: () => applied(posting),
    act: ({ tieout }) => tieout.undo(),
  });
});

const journal: Posting = { report: "post-inventory-cost", case: inventory };

everyFault({
  name: "a journal without a posting",
  open: () => previewed(journal),
  act: ({ tieout }) => tieout.createJournal(journal.report),
});

everyFault({
  name: "a preview of applying and of undoing, and the log",
  open: async () => {
    const world = await applied(journal);
    await must(world.tieout.run(journal.report, inventory.parameters, { write: false }));
    return world;
  },
  act: async ({ tieout }) => {
    await tieout.previewApply(journal.report);
    await tieout.previewUndo();
    await tieout.log();
  },
  readsOnly: true,
});

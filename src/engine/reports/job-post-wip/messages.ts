/** Texts of Job Post WIP to G/L: why a job is not posted, and the traps of dates and repeated runs. */
import { addMessages, type MessageDetails, show } from "../../messages";
import { dayWords, parseDay } from "../../values/day";

const date = (value: unknown): string => dayWords(parseDay(show(value)) ?? 0) || show(value);
const account = (d: MessageDetails): string =>
  `Account ${show(d.glAccountNo) || "(empty)"} of ${show(d.jobNo)}`;

addMessages({
  reversalBeforePosting: (d) =>
    `WIP of ${show(d.jobNo)} was posted on ${date(d.date)} and cannot be reversed on an earlier day. Choose that day or a later one.`,
  glAccountUnknown: (d) =>
    `${account(d)} is not in G/L Accounts. Correct the posting group and calculate again.`,
  glAccountNotPosting: (d) => `${account(d)} is a heading or a total. Choose a posting account.`,
  glAccountBlocked: (d) =>
    `${account(d)} is blocked. Unblock it, or change the posting group and calculate again.`,
  glAccountHasPostingSetup: (d) =>
    `${account(d)} has a general posting type or posting groups, which WIP accounts may not have. Remove them.`,
  postingDateNotAllowed: (d) =>
    `${date(d.date)} for ${show(d.jobNo)} lies outside the allowed posting dates. Use Reversal Date posts both in the open period.`,
  wipTotalMissing: (d) =>
    `WIP total ${show(d.field)} of ${show(d.jobNo)} is not in Job WIP Totals. Calculate again.`,
  reversedWithoutNew: (d) =>
    `All WIP of ${show(d.jobNo)} is taken back and nothing new is posted: its WIP in the G/L is 0. Calculate first if that is not meant.`,
  reverseOnlyWithPendingWip: (d) =>
    `${show(d.jobNo)} has a calculation that is not posted; its tasks show it as G/L amounts although only the reversal is posted.`,
  reversalDateAfterWipDate: (d) =>
    `${show(d.jobNo)}: from the WIP date to the reversal date both months are in the G/L, the WIP is doubled. Reverse on the WIP date.`,
  reversalDateBeforeWipDate: (d) =>
    `${show(d.jobNo)}: between the reversal date and the WIP date no WIP is in the G/L. Reverse on the WIP date.`,
});

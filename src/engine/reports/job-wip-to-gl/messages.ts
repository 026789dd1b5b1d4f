/** Texts of Job WIP To G/L: how its differences are called. */
import { addMessages, type MessageDetails, show } from "../../messages";

const account = (d: MessageDetails): string => `Account ${show(d.glAccountNo)}`;

addMessages({
  "job-wip-to-gl/notFromWip": (d) =>
    `${account(d)}: {${show(d.amount)}} was not posted by job WIP. Look at its entries without a job first.`,
  "job-wip-to-gl/reversedLater": (d) => `${account(d)}: {${show(d.amount)}} was reversed after these dates.`,
  "job-wip-to-gl/reversalOnly": (d) =>
    `${account(d)}: {${show(d.amount)}} are reversals of WIP that was posted before these dates.`,
  "job-wip-to-gl/completion": (d) => `${account(d)}: {${show(d.amount)}} belongs to completed jobs.`,
  "job-wip-to-gl/asBalancingAccount": (d) =>
    `${account(d)}: {${show(d.amount)}} came as the balancing account of other WIP entries.`,
});

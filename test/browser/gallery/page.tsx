/** The page of the gallery: the pane over a fake application, driven by the address (see gallery.mjs). */
import { createRoot } from "react-dom/client";
import { App } from "../../../src/taskpane/App";
import { Navigation } from "../../../src/taskpane/navigation";
import { FakeApplication, type JsonWorkbook } from "../../taskpane/fake-application";

/** What a picture shows. */
interface Scene {
  readonly path: string;
  readonly runs?: readonly {
    readonly report: string;
    readonly parameters: Readonly<Record<string, unknown>>;
  }[];
  readonly dark?: boolean;
}

async function show(): Promise<void> {
  const scene = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Scene;
  const workbook = (await (await fetch("/workbook.json")).json()) as JsonWorkbook;
  const application = await FakeApplication.over(workbook);
  for (const run of scene.runs ?? []) {
    const outcome = await application.run(run.report, run.parameters, {
      write: run.report !== "post-inventory-cost",
    });
    if (outcome.status !== "done") console.error(run.report, JSON.stringify(outcome));
  }
  const navigation = new Navigation();
  navigation.open(scene.path);
  const root = document.getElementById("root");
  if (!root) return;
  Object.assign(globalThis, { application, navigation });
  createRoot(root).render(
    <App
      application={application}
      navigation={navigation}
      locale="en-GB"
      dark={scene.dark ?? false}
      today={() => "2026-02-03"}
    />,
  );
}

void show();

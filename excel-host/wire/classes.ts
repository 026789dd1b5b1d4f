/** Declares every class of the object model that this host knows. */

import "./classes/workbook";
import "./classes/worksheet";
import "./classes/range";
import "./classes/range-lists";
import "./classes/range-areas";
import "./classes/format";
import "./classes/table";
import "./classes/names";
import "./classes/settings";
import "./classes/conditional-format";
import "./classes/chart";
import "./classes/chart-parts";
import "./classes/page-layout";
import "./classes/filter-sort";
import "./classes/worksheet-functions";
import "./classes/services";

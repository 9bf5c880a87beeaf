/* What draws a chart, and no more of Vega than charts of ours can ask for: without maps, networks,
 * trees, regressions and word clouds. The interpreter reads the drawings' expressions, since our
 * pages run no `eval`. Bundled by build.mjs. */
import { extend } from "vega-util";
import { transforms } from "vega-dataflow";
import * as tables from "vega-transforms";
import * as views from "vega-view-transforms";
import * as encode from "vega-encode";

extend(transforms, tables, views, encode);

export { parse } from "vega-parser";
export { View } from "vega-view";
export { expressionInterpreter } from "vega-interpreter";

/** Version of the engine, as stamps and logs show it. A test keeps it equal to package.json. */
export const ENGINE_VERSION = "1.0.0";

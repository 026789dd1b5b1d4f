/** Gives every test a minute: a slow machine must not look like a wrong figure, and a test that hangs still ends. */
jest.setTimeout(60_000);

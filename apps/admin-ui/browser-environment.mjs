import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom, and what every browser has and jsdom lacks: Node's own. */
export default class BrowserEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, { TextEncoder, TextDecoder, structuredClone, fetch, Response, Request, Headers });
    this.global.scrollTo = () => undefined; // nothing is drawn here
  }
}

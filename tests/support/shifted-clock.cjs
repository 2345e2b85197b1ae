// Loaded before a program (`node --require`): its wall time is off by the milliseconds that stand in the file named by SHIFTED_CLOCK, read
// again ten times a second. Only the wall time: timers and performance.now() are as they are, as when somebody sets the clock.
'use strict';
const { readFileSync } = require('node:fs');

const RealDate = Date;
let byMs = 0;
const look = () => {
  try {
    byMs = Number(readFileSync(process.env.SHIFTED_CLOCK, 'utf8')) || 0;
  } catch {
    byMs = 0; // not written yet
  }
};
look();
setInterval(look, 100).unref();

globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + byMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + byMs;
  }
};

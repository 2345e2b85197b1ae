import type { Words } from '../words.js';
import { issues } from './issues.js';
import { listProblems } from './list-problems.js';
import { reasons } from './reasons.js';
import { refusals } from './refusals.js';
import { actor, timeline } from './timeline.js';

/** English. A second language is a second folder. */
export const en: Words = { reasons, timeline, issues, refusals, listProblems, actor };

import { describe, expect, it } from '@jest/globals';
import { secondNames } from './second-names.js';

describe('a name in two scripts', () => {
  it.each([
    ['락 (樂) (LALALALA)', ['락', '樂', 'LALALALA']],
    ['花に亡霊 - Ghost in a Flower', ['花に亡霊', 'Ghost in a Flower']],
    ['晴天 / Sunny Day', ['晴天', 'Sunny Day']],
    ['晴天〜Sunny Day〜', ['晴天', 'Sunny Day']],
    ['Good Day（좋은 날）', ['Good Day', '좋은 날']],
    ['Группа крови [Blood Type]', ['Группа крови', 'Blood Type']],
  ])('is two where a sign parts them: %s', (name, parted) => expect(secondNames(name).parted).toEqual(parted));

  it('may be two where a blank parts them', () =>
    expect(secondNames('周杰倫 Jay Chou')).toEqual({ parted: [], runs: ['周杰倫', 'Jay Chou'] }));

  it.each(['Sunny Day (Reprise of Love)', '晴天', '恋するPOP STAR達', '東京事変 (椎名林檎)', 'Émotions (Été)'])('is one: %s', (name) => {
    expect(secondNames(name)).toEqual({ parted: [], runs: [] });
  });
});

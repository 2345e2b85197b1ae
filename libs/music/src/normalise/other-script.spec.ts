import { describe, expect, it } from '@jest/globals';
import { otherScript } from './other-script.js';

describe('a Chinese name in the other script', () => {
  it.each([
    ['无尽的思念', '無盡的思念'],
    ['林俊杰', '林俊傑'],
    ['后来', '後來'],
    ['听妈妈的话', '聽媽媽的話'],
    ['只是太爱你', '只是太愛你'],
    ['爱在西元前 (Live)', '愛在西元前 (Live)'],
  ])('is %s as %s', (simplified, traditional) => {
    expect(otherScript(simplified)).toBe(traditional);
    expect(otherScript(traditional)).toBe(simplified);
  });

  it('is none where both write it alike, or it is no Chinese', () => {
    for (const name of ['王菲', 'Faye Wong', '竹内まりや', '아이유 樂', '']) expect(otherScript(name)).toBeNull();
  });
});

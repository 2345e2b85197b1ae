import { withOneHanForm } from './han-forms.js';

/** Where a simplified sign stands for several traditional ones, or is one itself: the one that titles mostly mean. */
const usual =
  '丝絲 个個 丰豐 么麼 于於 云雲 仆僕 仑侖 儿兒 准準 几幾 凄淒 划劃 别別 勋勳 卤鹵 历歷 发發 叹嘆 后後 听聽 哗嘩 团團 坏壞 坛壇 复復 ' +
  '尝嘗 尸屍 尽盡 帘簾 并並 弥彌 当當 愿願 扑撲 挂掛 杰傑 构構 枪槍 毁毀 汇匯 涌湧 湿濕 炼煉 烟煙 秘祕 筑築 签簽 纤纖 脏髒 艳艷 艺藝 ' +
  '荐薦 荡蕩 获獲 虫蟲 证證 赞讚 迹跡 里裡 鉴鑑 钟鐘 钳鉗 铲鏟 锤錘 闲閒 须須 饥飢 冲衝';

const han = /\p{Script=Han}/u;
/** Written with these it is Japanese or Korean, whose forms are neither of the two. */
const otherWriting = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Common signs as Taiwan and Hong Kong write them: the first level of Big5. */
function traditionalSigns(): ReadonlySet<string> {
  const decoder = new TextDecoder('big5');
  const signs = new Set<string>();
  for (let lead = 0xa4; lead <= 0xc6; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if ([...sign].length === 1 && han.test(sign)) signs.add(sign);
    }
  return signs;
}

let bySimplified: ReadonlyMap<string, string> | null = null;

function traditionalForms(): ReadonlyMap<string, string> {
  if (bySimplified) return bySimplified;
  const forms = new Map(usual.split(' ').map(([simplified = '', traditional = '']) => [simplified, traditional]));
  const signs = traditionalSigns();
  for (const sign of signs) {
    const simplified = withOneHanForm(sign);
    // A sign that both scripts have mostly means itself.
    if (!signs.has(simplified) && !forms.has(simplified)) forms.set(simplified, sign);
  }
  return (bySimplified = forms);
}

/** A Chinese name as the other script writes it: traditional for simplified signs, else simplified. null: it is none, or both write it alike. */
export function otherScript(name: string): string | null {
  if (!han.test(name) || otherWriting.test(name)) return null;
  const simplified = withOneHanForm(name);
  const other = simplified === name ? [...name].map((sign) => traditionalForms().get(sign) ?? sign).join('') : simplified;
  return other === name ? null : other;
}

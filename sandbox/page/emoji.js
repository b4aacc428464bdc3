// A small table of emoji by their short names; an unknown name stays as it was typed.

import { el } from "./dom.js";

const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 wave 👋 ok_hand 👌 raised_hands 🙌 clap 👏 pray 🙏 hand ✋ raised_hand ✋ muscle 💪
point_right 👉 point_left 👈 point_up 👆 point_down 👇 eyes 👀 smile 😄 smiley 😃 grinning 😀 slightly_smiling_face 🙂 wink 😉
blush 😊 joy 😂 neutral_face 😐 thinking_face 🤔 cry 😢 sob 😭 sleeping 😴 relieved 😌 heart ❤️ green_heart 💚 yellow_heart 💛
blue_heart 💙 white_heart 🤍 seedling 🌱 herb 🌿 four_leaf_clover 🍀 shamrock ☘️ sunflower 🌻 tulip 🌷 rose 🌹 hibiscus 🌺
cherry_blossom 🌸 blossom 🌼 bouquet 💐 hyacinth 🪻 lotus 🪷 white_flower 💮 wilted_flower 🥀 mushroom 🍄 evergreen_tree 🌲
deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 ear_of_rice 🌾 leaves 🍃 fallen_leaf 🍂 maple_leaf 🍁 potted_plant 🪴 corn 🌽
potato 🥔 carrot 🥕 apple 🍎 lemon 🍋 grapes 🍇 strawberry 🍓 blueberries 🫐 bee 🐝 ladybug 🐞 beetle 🪲 butterfly 🦋 snail 🐌
bug 🐛 bird 🐦 owl 🦉 turtle 🐢 cat 🐱 dog 🐶 rabbit 🐰 fox_face 🦊 sunny ☀️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ rainbow 🌈
snowflake ❄️ sunrise 🌅 sunrise_over_mountains 🌄 crescent_moon 🌙 full_moon 🌕 new_moon 🌑 star ⭐ star2 🌟 sparkles ✨
ocean 🌊 fire 🔥 droplet 💧 stone 🪨 rock 🪨 feather 🪶 coffee ☕ tea 🍵 bread 🍞 cake 🍰 coin 🪙 hourglass ⌛
hourglass_flowing_sand ⏳ stopwatch ⏱️ timer_clock ⏲️ alarm_clock ⏰ clock9 🕘 calendar 📆 date 📅 spiral_calendar_pad 🗓️
pencil ✏️ pencil2 ✏️ memo 📝 book 📖 books 📚 bookmark 🔖 bulb 💡 bell 🔔 no_bell 🔕 zzz 💤 speech_balloon 💬
thought_balloon 💭 envelope ✉️ link 🔗 lock 🔒 key 🔑 wrench 🔧 gear ⚙️ white_check_mark ✅ heavy_check_mark ✔️ x ❌ warning ⚠️
information_source ℹ️ question ❓ exclamation ❗ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ white_circle ⚪
black_circle ⚫ green_circle 🟢 large_blue_circle 🔵 large_green_circle 🟢 red_circle 🔴 white_large_square ⬜
black_large_square ⬛ tada 🎉 house 🏠 computer 💻 headphones 🎧 person_in_lotus_position 🧘 walking 🚶 dash 💨
`;

const words = TABLE.trim().split(/\s+/);
const byName = new Map();
for (let at = 0; at + 1 < words.length; at += 2) byName.set(words[at], words[at + 1]);

function fromCodes(codes) {
  try {
    return String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));
  } catch {
    return null;
  }
}

/** The picture for a short name, or the name in colons when it is not in the table. */
export function emoji(name, codes) {
  const picture = (codes ? fromCodes(codes) : null) ?? byName.get(name.split("::")[0]);
  if (!picture) return document.createTextNode(`:${name}:`);
  return el("span", { role: "img", class: "emoji", "aria-label": `${name.replaceAll("_", " ")} emoji`, title: `:${name}:` }, picture);
}

// What the official client makes of tea serve: node client.mjs DEMO_URL SCRIPTED_URL TOKEN
import OpenAI from "openai";

const [demoUrl, scriptedUrl, token] = process.argv.slice(2);
const demo = new OpenAI({ baseURL: demoUrl, apiKey: token, maxRetries: 0 });
const scripted = new OpenAI({ baseURL: scriptedUrl, apiKey: token, maxRetries: 0 });
const messages = [{ role: "user", content: "What is 2+2?" }];
const tools = [
  { type: "function", function: { name: "add", parameters: { type: "object", properties: { a: { type: "integer" } } } } },
];

const say = (name, value) => console.log(name + ": " + (typeof value === "string" ? value : JSON.stringify(value)));

async function failure(name, call) {
  try {
    await call;
    say(name, "no error");
  } catch (e) {
    say(name, [e.constructor.name, e.status, e.code, e.param, e.type]);
  }
}

for await (const model of demo.models.list()) say("model", [model.id, model.owned_by]);
say("retrieve", (await demo.models.retrieve("demo")).id);

const chat = await demo.chat.completions.create({ model: "demo", messages });
say("chat", [chat.choices[0].message.content, chat.choices[0].finish_reason, chat.usage.total_tokens]);

const stream = await demo.chat.completions.create({
  model: "demo", messages, stream: true, stream_options: { include_usage: true },
});
let text = "", usage = null;
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
}
say("stream", [text, usage.completion_tokens]);

const collected = await demo.chat.completions.stream({ model: "demo", messages }).finalChatCompletion();
say("collected", [collected.choices[0].message.content, collected.choices[0].finish_reason]);

for await (const chunk of await demo.chat.completions.create({ model: "demo", messages, stream: true })) {
  say("left after", chunk.choices[0].delta);
  break; // closes the connection
}

const completion = await demo.completions.create({ model: "demo", prompt: "tea is", max_tokens: 4 });
say("completion", completion.choices[0].text);

const call = await scripted.chat.completions.create({ model: "scripted", messages, tools, tool_choice: "auto" });
say("tools", [call.choices[0].finish_reason, call.choices[0].message]);
const calls = await scripted.chat.completions.stream({ model: "scripted", messages, tools }).finalChatCompletion();
say("streamed tools", [calls.choices[0].finish_reason, calls.choices[0].message.tool_calls]);

const vectors = await scripted.embeddings.create({ model: "scripted", input: ["", "a"] }); // as base64
say("embeddings", vectors.data.map((one) => [one.index, ...one.embedding]));
const floats = await scripted.embeddings.create({ model: "scripted", input: "a", encoding_format: "float" });
say("floats", [floats.data[0].embedding, floats.usage.prompt_tokens]);

const stranger = new OpenAI({ baseURL: demoUrl, apiKey: "wrong", maxRetries: 0 });
await failure("wrong key", stranger.models.list());
await failure("wrong model", demo.chat.completions.create({ model: "gpt-5", messages }));
await failure("wrong request", demo.chat.completions.create({ model: "demo", messages: [] }));
await failure("wrong parameter", demo.chat.completions.create({ model: "demo", messages, n: 2 }));
await failure("wrong stream", demo.chat.completions.create({ model: "demo", messages, stream: true, n: 2 }));
await failure("too long", demo.completions.create({ model: "demo", prompt: "tea is good. ".repeat(200) }));

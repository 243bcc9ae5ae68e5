"""The conversation format: Gemma's turns. chat_template.jinja is the same in Jinja; evaluate.py compares both."""


def render(messages, add_generation_prompt=True):
    """Text of a conversation: messages are {"role": system | user | assistant, "content": text}."""
    messages = list(messages)
    prefix = messages.pop(0)["content"] + "\n\n" if messages[0]["role"] == "system" else ""
    text = "<bos>"
    for message in messages:
        role = "model" if message["role"] == "assistant" else message["role"]
        text += f"<start_of_turn>{role}\n{prefix}{message['content'].strip()}<end_of_turn>\n"
        prefix = ""
    return text + ("<start_of_turn>model\n" if add_generation_prompt else "")

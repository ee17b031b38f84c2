def on_event(event, context):
    return {"PhysicalResourceId": "answer", "Data": {"Answer": "42"}}


def is_complete(event, context):
    return {"IsComplete": True}

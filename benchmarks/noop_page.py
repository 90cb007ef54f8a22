"""A process whose page does nothing, served as every process of ours is: what the framework itself
costs a request."""

from fastapi import FastAPI
from pydantic import BaseModel

from chassis.read_settings import read_settings
from chassis.serve import serve
from chassis.settings import ProcessSettings

PATH = "/readyz"
"""Where the stack asks it too, as each of its processes."""
app = FastAPI()


class Offer(BaseModel):
    id: str
    title: str
    amount_minor: int


@app.get(PATH)
async def do_nothing() -> Offer:
    return Offer(id="off_1", title="Fibre 100", amount_minor=3_100)


if __name__ == "__main__":
    serve(app, read_settings(ProcessSettings))

"""A RabbitMQ of a stack's own: a node with its own name, ports, cookie and port mapper."""

import shutil
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import amqp

from stacks.servers.node_process import NodeProcess
from stacks.servers.programs import rabbitmq_programs
from stacks.servers.quarters import Quarters
from stacks.servers.system_user import user_for
from stacks.servers.troubles import ServerFailed

HOST = "127.0.0.1"
NAME = "rabbitmq"
USER = VIRTUAL_HOST = "somicis"
STARTS_WITHIN = 90.0
STOPS_WITHIN = 60.0
"""Seconds. A node reads back what it kept, and that may be a lot."""
LOOK_EVERY_S = 0.1


@dataclass(frozen=True)
class RabbitPorts:
    """Where clients connect; where nodes talk to one another and to their tools; where a node's port is asked."""

    clients: int
    nodes: int
    mapper: int


class RabbitMq:
    """One node. Knows its folder, its ports and its user's password; whoever started it."""

    def __init__(self, stack: Path, name: str, ports: RabbitPorts, password: str) -> None:
        self.ports = ports
        self._node = f"somicis-{name}@localhost"
        self._password = password
        self.quarters = Quarters(stack, NAME, user_for(NAME))

    @property
    def url(self) -> str:
        """How a client connects."""
        return f"amqp://{USER}:{self._password}@{HOST}:{self.ports.clients}/{VIRTUAL_HOST}"

    @property
    def running(self) -> bool:
        """Whether the node of this folder runs, with or without its application."""
        return self._process.number is not None

    @property
    def log(self) -> Path:
        """What the node has to say."""
        return self.quarters.path / "log" / f"{self._node}.log"

    def start(self) -> None:
        """Start the node if it does not run; return when it accepts connections. Raises ServerFailed and NotOurs."""
        if self.quarters.left_over:
            self.remove()
        self.quarters.make()
        if not self.running:
            self._furnish()
            self._run("rabbitmq-server", "-detached")
        self.wait()

    def wait(self) -> None:
        """Return when the node accepts connections. Raises ServerFailed when it ended instead, or takes too long."""
        give_up, began = time.monotonic() + STARTS_WITHIN, False
        while (problem := self._problem()) is not None:
            ended = began and not self.running
            if ended or time.monotonic() >= give_up:
                state = "ended instead of starting" if ended else f"is not ready after {STARTS_WITHIN:.0f} s"
                raise ServerFailed(f"RabbitMQ {state}: {problem}. Its log: {self.log}")
            began = began or self.running
            time.sleep(LOOK_EVERY_S)

    def stop(self) -> None:
        """Stop the node in order if it runs, and its port mapper with it."""
        self._process.end(signal.SIGTERM, STOPS_WITHIN)
        if self.quarters.path.is_dir():
            # There may be none, and one that still knows a node stays; neither is a reason to fail.
            self._run("epmd", "-port", str(self.ports.mapper), "-kill", answers=(0, 1))

    def kill(self) -> None:
        """End the node at once, as a power cut would."""
        self._process.end(signal.SIGKILL, STOPS_WITHIN)

    def stop_app(self) -> None:
        """Let the node run and its broker stop: clients are sent away and nobody is let in."""
        self.tell("stop_app")

    def start_app(self) -> None:
        """Let the broker start again; return when it accepts connections."""
        self.tell("start_app")
        self.wait()

    def wipe(self) -> None:
        """Delete all the node has kept: queues, messages, exchanges. Raises ServerFailed while it runs."""
        if self.running:
            raise ServerFailed("A node that runs cannot be wiped: stop it first.")
        shutil.rmtree(self._data, ignore_errors=True)

    def remove(self) -> None:
        """Stop the node and delete all it holds."""
        self.stop()
        self.quarters.remove()

    def tell(self, *command: str) -> str:
        """What rabbitmqctl answers to a command."""
        return self._run("rabbitmqctl", "--quiet", *command)

    @property
    def _data(self) -> Path:
        return self.quarters.path / "data"

    @property
    def _process(self) -> NodeProcess:
        home = self.quarters.path
        return NodeProcess(home / "pid", lambda command_line: f"-home {home} " in command_line)

    def _furnish(self) -> None:
        if not (self.quarters.path / ".erlang.cookie").exists():
            # What the node would make up itself can be guessed, and whoever has it commands the node.
            self.quarters.write(".erlang.cookie", token_hex(20).upper())
        self.quarters.folder("data")
        self.quarters.folder("log")
        self.quarters.write("enabled_plugins", "[].\n")
        self.quarters.write("rabbitmq.conf", self._configuration())

    def _configuration(self) -> str:
        # A node that begins empty makes this user and this virtual host, and no guest.
        return (
            f"listeners.tcp.1 = {HOST}:{self.ports.clients}\n"
            f"default_user = {USER}\n"
            f"default_pass = {self._password}\n"
            f"default_vhost = {VIRTUAL_HOST}\n"
        )

    def _environment(self) -> Mapping[str, str]:
        home, loopback = self.quarters.path, HOST.replace(".", ",")
        return {
            # What the machine's own node is told is not for this one.
            "RABBITMQ_CONF_ENV_FILE": str(home / "no-such-file"),
            "RABBITMQ_NODENAME": self._node,
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "RABBITMQ_NODE_PORT": str(self.ports.clients),
            "RABBITMQ_DIST_PORT": str(self.ports.nodes),
            "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(self._data),
            "RABBITMQ_LOG_BASE": str(self.log.parent),
            "RABBITMQ_PID_FILE": str(home / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"-kernel inet_dist_use_interface {{{loopback}}}",
            # A mapper of its own: one that runs already is not asked, and no other node loses it when this one ends.
            "ERL_EPMD_PORT": str(self.ports.mapper),
            "ERL_EPMD_ADDRESS": HOST,
        }

    def _run(self, program: str, *arguments: str, answers: tuple[int, ...] = (0,)) -> str:
        place = rabbitmq_programs() / program
        command = [place if place.exists() else program, *arguments]
        user, home = self.quarters.user, self.quarters.path
        ended = user.run(command, home=home, environment=self._environment(), answers=answers, within=STARTS_WITHIN)
        return ended.stdout

    def _problem(self) -> str | None:
        client = amqp.Connection(
            f"{HOST}:{self.ports.clients}",
            userid=USER,
            password=self._password,
            virtual_host=VIRTUAL_HOST,
            connect_timeout=2,
            read_timeout=5,
        )
        try:
            client.connect()
        except (OSError, amqp.AMQPError) as refused:
            return str(refused)
        client.close()
        return None

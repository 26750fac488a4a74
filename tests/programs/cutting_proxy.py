"""A network that fails at the worst moments: in the middle of a request, or when the server has done what it was asked
and has not said so."""

import socket
import threading


class CuttingProxy:
    """Passes bytes on to a server. Of the requests (POST and PUT) numbered in `cut` the server gets all and its client no
    answer; of those in `halve` the server gets `half` bytes."""

    def __init__(self, port, cut=(), halve=(), half=0):
        self.target, self.cut, self.requests = port, set(cut), 0
        self.halve, self.half = set(halve), half
        self.lock = threading.Lock()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.at_request = lambda number: None
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _ = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.pass_on, args=(client,), daemon=True).start()

    def pass_on(self, client):
        with client, socket.create_connection(("127.0.0.1", self.target)) as server:
            is_cut = threading.Event()
            answers = threading.Thread(target=self.answer, args=(client, server, is_cut), daemon=True)
            answers.start()
            number, passed = 0, 0
            try:
                while data := client.recv(65536):
                    if data.startswith((b"POST ", b"PUT ")):
                        with self.lock:
                            self.requests += 1
                            number, passed = self.requests, 0
                        if number in self.cut:
                            is_cut.set()
                        self.at_request(number)
                    passed += len(data)
                    if number in self.halve and passed > self.half:
                        server.sendall(data[:self.half - passed])
                        break
                    server.sendall(data)
            except OSError:
                pass
            self.end(client, server)
            answers.join()

    def answer(self, client, server, is_cut):
        try:
            while (data := server.recv(65536)) and not is_cut.is_set():
                client.sendall(data)
        except OSError:
            pass
        self.end(client, server)

    @staticmethod
    def end(*sockets):
        for each in sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.door.close()

"""A text's vector is a unit vector; equal meanings are near across languages; codes are exact."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from xieqiao.engines.text import encode
from xieqiao.engines.text.encoding import coded, similarities


def test_vectors_have_length_one_and_a_text_that_says_nothing_has_none() -> None:
    found = encode(["数字化治理经验", "digital governance experience", "怎样种好茶叶", " …！"])
    assert found.shape == (4, 512)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 1, 1, 0], atol=1e-5)
    assert found[0] @ found[1] > 0.7 > 0.3 > found[0] @ found[2]
    assert encode([]).shape == (0, 512)


def test_spelling_makes_no_difference_nor_does_the_order_of_texts() -> None:
    one, two = encode(["數字經濟", "茶"]), encode(["茶", "数字经济"])
    assert np.array_equal(one, two[::-1])


def test_threads_share_one_model() -> None:
    texts = [f"第{n}个委员会" for n in range(20)]
    alone = encode(texts)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(encode, [texts] * 4):
            assert np.array_equal(found, alone)


def test_similarities_of_codes_do_not_depend_on_how_many_are_reckoned_at_once() -> None:
    chance = np.random.default_rng(0)
    vectors = coded(chance.normal(size=(300, 512)).astype(np.float32))
    whole = similarities(vectors, vectors)
    for n in (0, 17, 299):
        assert np.array_equal(similarities(vectors.take(slice(n, n + 1)), vectors)[0], whole[n])


def test_everything_loads_without_a_network() -> None:
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise OSError('no network')\n"
        "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from xieqiao.engines.text import Index\n"
        "index = Index(); index.put('1', '种茶'); index.commit()\n"
        "assert index.search('tea', k=1)[0].id == '1'\n"
        "import sys; assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

"""Is every job done, also when it fails, hangs, or its worker dies?"""

import argparse
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from convite.commands import run_due, worker
from convite.core.jobs import (
    do_due,
    forget_done_jobs,
    is_dead,
    job,
    jobs_by_state,
    reap,
    stuck_jobs,
    worker_name,
)

pytestmark = pytest.mark.django_db
done: list[str] = []


@job()
def write_down(word):
    done.append(word)
    return word


@job(tries=2)
def break_down(word):
    done.append(word)
    raise ValueError("ñ")


@job(deadline=timedelta(milliseconds=50), tries=1)
def hang():
    while True:
        time.sleep(0.01)


@job()
def ask_to_end():
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    done.clear()


def the_row():
    return DBTaskResult.objects.get()


def running(by, since=timedelta()):
    """A job that `by` took and never ended."""
    write_down.enqueue("x")
    row = DBTaskResult.objects.ready().first()
    row.claim(by)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - since)
    return DBTaskResult.objects.get(pk=row.pk)


def dead_worker():
    process = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    place, _, birth = worker_name().split(":")
    return f"{place}:{int(process.stdout)}:{birth}"


def test_job_runs_once_with_its_arguments():
    write_down.enqueue("hola")
    assert (do_due("w"), do_due("w"), done) == (1, 0, ["hola"])
    assert (the_row().status, the_row().return_value) == ("SUCCESSFUL", "hola")


def test_job_that_fails_is_tried_again_later_and_then_stays_failed():
    break_down.enqueue("x")
    do_due("w")
    assert (the_row().status, do_due("w")) == ("READY", 0)
    DBTaskResult.objects.update(run_after=timezone.now())
    do_due("w")
    assert (the_row().status, the_row().traceback, done) == ("FAILED", "builtins.ValueError: ñ", ["x", "x"])


def test_job_that_fails_does_not_keep_the_next_one():
    break_down.enqueue("x")
    write_down.enqueue("y")
    assert (do_due("w"), done) == (2, ["x", "y"])


def test_job_past_its_deadline_is_stopped():
    hang.enqueue()
    do_due("w")
    assert (the_row().status, the_row().exception_class_path) == ("FAILED", "convite.core.jobs.DeadlinePassed")


def test_job_whose_code_is_gone_is_put_back_with_the_reason():
    write_down.enqueue("x")
    DBTaskResult.objects.update(task_path="convite.nowhere.nothing")
    do_due("w")
    assert (the_row().status, the_row().exception_class_path) == ("READY", "builtins.ModuleNotFoundError")


def test_worker_of_this_process_is_not_dead_and_one_whose_process_ended_is():
    assert (is_dead(worker_name()), is_dead(dead_worker()), is_dead("elsewhere:1:1")) == (False, True, False)


def test_worker_is_dead_when_its_number_belongs_to_a_later_process():
    assert is_dead(worker_name() + "1") is True


def test_reap_puts_back_what_a_dead_worker_left_and_twice_does_no_more():
    row = running(dead_worker())
    now = timezone.now()
    assert (reap(now), reap(now), the_row().status) == (1, 0, "READY")
    assert the_row().run_after == now + timedelta(minutes=1)
    assert row.worker_ids == the_row().worker_ids


def test_reap_puts_back_what_runs_past_its_deadline_elsewhere():
    running("elsewhere:1:1", since=timedelta(minutes=32))
    assert (reap(timezone.now()), the_row().status) == (1, "READY")


def test_reap_leaves_what_still_may_run():
    running("elsewhere:1:1", since=timedelta(minutes=29))
    assert (reap(timezone.now()), the_row().status) == (0, "RUNNING")


def test_reap_after_the_last_try_leaves_it_failed_with_the_reason():
    running(dead_worker())
    DBTaskResult.objects.update(worker_ids=["a", "b", dead_worker()])
    reap(timezone.now())
    assert (the_row().status, the_row().exception_class_path) == ("FAILED", "convite.core.jobs.WorkerDied")


def test_worker_that_was_given_up_does_not_end_what_another_one_began(monkeypatch):
    write_down.enqueue("x")
    taken = timezone.now() + timedelta(seconds=5)

    def lose_it(row):
        DBTaskResult.objects.update(started_at=taken, worker_ids=["a", "b"])
        return "late"

    monkeypatch.setattr("convite.core.jobs._call", lose_it)
    do_due("a")
    assert (the_row().status, the_row().return_value, the_row().started_at) == ("RUNNING", None, taken)


def test_stuck_jobs_counts_lost_ones_and_those_that_nobody_takes():
    running(dead_worker())
    running("elsewhere:1:1")
    write_down.enqueue("x")
    assert stuck_jobs(timezone.now()) == 1
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert stuck_jobs(timezone.now()) == 2
    assert jobs_by_state() == {"ready": 1, "running": 2, "failed": 0, "successful": 0}


def test_forget_done_jobs_keeps_failures():
    write_down.enqueue("x")
    break_down.enqueue("y")
    do_due("w")
    assert forget_done_jobs(timezone.now() + timedelta(days=31)) == 1


def test_worker_once_does_what_is_due_and_ends():
    write_down.enqueue("x")
    write_down.enqueue("y")
    assert (worker.run(argparse.Namespace(once=True, interval=0)), done) == (0, ["x", "y"])


def test_worker_told_to_end_does_so_after_the_job_in_hand():
    ask_to_end.enqueue()
    write_down.enqueue("never")
    assert (worker.run(argparse.Namespace(once=False, interval=0)), done) == (0, [])
    assert jobs_by_state()["successful"] == 1


def test_run_due_does_what_is_due_and_says_so(capsys):
    write_down.enqueue("x")
    assert (run_due.run(argparse.Namespace()), done) == (0, ["x"])
    assert "Trabajos hechos: 1 (recuperados: 0)" in capsys.readouterr().out

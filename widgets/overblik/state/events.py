"""What can happen to a forløb. Each event is a checked value: the browser is not trusted.

Events set or add by id, so that one that arrives twice (resent after a broken connection) does
nothing the second time.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter

from overblik.state import (
    board,
    bookings,
    conference,
    conference_answers,
    conference_sending,
    conference_work_up,
    consultation,
    facts,
    ledger,
    medicine,
    planning,
    priorities,
    record,
    review,
    sharing,
    sorting,
    year,
)

Event = Annotated[
    sorting.Rate
    | sorting.Unrate
    | sorting.RatingReason
    | sorting.ChooseReading
    | sorting.ChooseLabels
    | sorting.ChooseTier
    | sorting.TierGround
    | sorting.TierReason
    | sorting.Release
    | sorting.ChooseVariant
    | sorting.AxisSet
    | sorting.AxisReason
    | sorting.FlagAnswer
    | board.CardPlace
    | board.CardNote
    | medicine.MedicineChange
    | medicine.ItemFollowUp
    | priorities.PriorityText
    | priorities.PriorityAdd
    | priorities.PriorityMove
    | priorities.PriorityRemove
    | priorities.PriorityRestore
    | planning.OfferDecide
    | planning.SuggestionTake
    | planning.ItemAdd
    | planning.ItemText
    | planning.ItemOwner
    | planning.ItemAnswer
    | planning.ItemDue
    | planning.ItemGoal
    | planning.ItemIfNothing
    | planning.ItemSecondOwner
    | planning.ItemMeeting
    | planning.ItemSection
    | planning.ItemRemove
    | planning.ItemRestore
    | planning.Overview
    | bookings.ServiceTake
    | bookings.BookingStep
    | bookings.BookingBack
    | bookings.BookingQuestion
    | bookings.BookingAgain
    | bookings.BookingAction
    | bookings.BookingLinkPerson
    | bookings.BookingDay
    | ledger.OwnerAbsent
    | ledger.FillIfNothing
    | ledger.OwnerMove
    | ledger.Together
    | ledger.Agree
    | ledger.Unagree
    | facts.CaseAbout
    | facts.PersonFact
    | facts.SafetyText
    | facts.LifeAdd
    | facts.LifeText
    | facts.LifeWeight
    | facts.LifeRemove
    | facts.ContactNumber
    | facts.Tracks
    | facts.TracksNone
    | facts.FactRestore
    | facts.FactsUndo
    | record.ConditionAdd
    | record.ConditionStatus
    | record.ConditionRemove
    | record.MedicineAdd
    | record.MedicineUse
    | record.MedicineDose
    | record.MedicineRemove
    | record.MedicinesNone
    | record.Result
    | record.ResultDate
    | record.ScoreValue
    | record.ScoreSafety
    | record.FlagRaised
    | record.FlagText
    | sharing.Consent
    | sharing.ConsentAll
    | sharing.ConsentAsSaid
    | sharing.ConsentWithdraw
    | sharing.Alternative
    | sharing.NoteShare
    | conference.CardText
    | conference.CardReach
    | conference.CardFrom
    | conference.CardTo
    | conference.CardDeadline
    | conference.CardResponsible
    | conference.CardAfter
    | conference.ConferenceBegin
    | conference.ConferenceDirection
    | conference.ConferenceRemove
    | conference_sending.ConferenceSend
    | conference_sending.ConferenceUnsend
    | conference_sending.AppointmentSet
    | conference_sending.AppointmentRemove
    | conference_answers.AnswerAdd
    | conference_answers.AnswerRemove
    | conference_answers.AnswerText
    | conference_answers.AnswerOutcome
    | conference_answers.AnswerItem
    | conference_answers.AnswerOwner
    | conference_answers.AnswerDue
    | conference_answers.AnswerReceiver
    | conference_answers.ConferenceClose
    | conference_answers.ConferenceReopen
    | conference_work_up.WorkUpAdd
    | conference_work_up.WorkUpRemove
    | conference_work_up.WorkUpVerdict
    | conference_work_up.WorkUpWhy
    | year.YearStep
    | year.CarryForward
    | year.ContactsReason
    | year.Regrouped
    | review.ReviewLine
    | review.ReviewWhy
    | review.ItemDone
    | review.YearBegin
    | consultation.Clock
    | consultation.ChoosePace
    | consultation.OpenBlock
    | consultation.PromptOutcome
    | consultation.PromptDue
    | consultation.PromptOwner
    | consultation.CloseConsultation
    | consultation.ReopenConsultation,
    Field(discriminator="type"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)

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
    card,
    consultation,
    facts,
    ledger,
    medicine,
    planning,
    priorities,
    record,
    sharing,
    sorting,
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
    | card.CardText
    | card.CardTo
    | card.CardDeadline
    | card.CardResponsible
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

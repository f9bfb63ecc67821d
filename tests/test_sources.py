"""Where the numbers come from: every source is used, and cited at its own address."""

from urllib.parse import urlsplit

from spasmlab.evidence.tables import descriptor, load

HOSTS = {  # the publisher, or the body that says it: no copy, shop, blog or answer machine
    *("doi.org", "pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov", "dailymed.nlm.nih.gov"),
    *("wwwn.cdc.gov", "www.cdc.gov", "stacks.cdc.gov", "fdc.nal.usda.gov", "www.fda.gov"),
    *("www.nhs.uk", "www.nice.org.uk", "www.rcpath.org", "www.ukkidney.org", "hnyppr.org.uk"),
    *("remedy.bnssg.icb.nhs.uk", "handbook.ggcmedicines.org.uk", "rightdecisions.scot.nhs.uk"),
    *("norfolkandwaveneycommunityhealth.nhs.uk", "www.gloshospitals.nhs.uk", "mpft.nhs.uk"),
    *("g-care.glos.nhs.uk", "northeast.devonformularyguidance.nhs.uk", "www.acutegpcornwall.com"),
    *("www.nidirect.gov.uk", "www2.hse.ie", "www.canada.ca", "www.medicines.org.uk"),
    *("www.childrens.health.qld.gov.au", "australianprescriber.tg.org.au", "www.aafp.org"),
    *("www.kidneyresearchuk.org", "www.sja.org.uk", "www.borne.org.uk", "www.mamaacademy.org.uk"),
    *("www.mayoclinic.org", "www.msdmanuals.com", "www.statpearls.com", "www.gmjournal.co.uk"),
    *("advan.physiology.org", "ec.bioscientifica.com"),
    *("www.who.int", "atcddd.fhi.no", "www.cfp.ca", "digitalcommons.wku.edu", "rtihs.org"),
    *("ods.od.nih.gov", "www.cpsc.gov", "www.merckmanuals.com", "fpnotebook.com"),
    *("medscimonit.com", "www.hmpgloballearningnetwork.com", "sepia2.unil.ch"),
    *("legacypharmainc.com", "www.losalt.com", "www.lillymedical.com"),  # the makers' own labels
    *("go4life.nia.nih.gov", "www.froedtert.com", "www.mountnittany.org"),  # who teaches the moves
    *("www.hsrd.research.va.gov", "mospace.umsystem.edu"),  # those who paid, or keep the paper
    *("orthoinfo.aaos.org", "www.bopdhb.govt.nz", "www.healthinfo.org.nz", "murtagh.mhmedical.com"),
    *("www.911.gov", "www.gov.uk", "digital-strategy.ec.europa.eu"),
    # who answers an emergency line, or the government that names it
    *("buenosaires.gob.ar", "cituc.uc.cl", "crtc.gc.ca", "mp.ners.in", "neas.nhs.uk", "poisons.ie"),
    *("radionacional.gob.pe", "telemanas.mohfw.gov.in", "www.aboutkidshealth.ca"),
    *("www.argentina.gob.ar", "www.asse.com.uy", "www.ccss.sa.cr", "www.ecu911.gob.ec"),
    *("www.gob.mx", "www.gob.pe", "www.govt.nz", "www.health.govt.nz", "www.hss.gov.nt.ca"),
    *("www.lifeline.org.au", "www.medicare.gov.au", "www.minsal.cl", "www.mjusticia.gob.es"),
    *("www.poisonhelp.hrsa.gov", "www.poisons.co.nz", "www.poisonsinfo.health.qld.gov.au"),
    *("www.policia.gov.co", "www.sadag.org", "www.salud.gob.ec", "www.samaritans.org"),
    *("www.samhsa.gov", "www.sanidad.gob.es", "www.smartraveller.gov.au", "www.triplezero.gov.au"),
    "www.westerncape.gov.za",
}
CODE = "https://github.com/Cannon-Lab/Muscle-Fiber-Simulation"  # the model's own home


def test_every_source_is_used():
    """By any column that names one: a medicine's kinetics have a source of their own."""
    used = set()
    for name, resource in descriptor().items():
        for key in resource["schema"].get("foreignKeys", []):
            if key["reference"]["resource"] == "sources":
                used |= set(load(name)[key["fields"][0]].dropna())
    assert set(load("sources")["id"]) == used


def test_addresses_are_those_of_the_source_itself():
    addresses = load("sources")["url"].dropna()
    strange = {url for url in addresses if urlsplit(url).hostname not in HOSTS} - {CODE}
    assert not strange


def test_a_doi_and_its_address_agree():
    named = load("sources").dropna(subset=["doi"])
    assert (named["url"] == "https://doi.org/" + named["doi"]).all()
